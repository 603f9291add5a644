# What a stranger gets: the library with its headers, a package file for CMake and one for pkg-config, and the
# qed command with its manual page, completions and schema where the tool is built.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Demonstrandum)

install(TARGETS demonstrandum EXPORT DemonstrandumTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/qed DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp"
        PATTERN evidence EXCLUDE PATTERN scenario EXCLUDE)  # parts of the tool

# For CMake: find_package(Demonstrandum). While the major version is 0, a minor version may break its users.
install(EXPORT DemonstrandumTargets NAMESPACE Demonstrandum:: DESTINATION ${package_dir})
set(DEMONSTRANDUM_FIND_OPTIONAL "")
foreach(name IN LISTS DEMONSTRANDUM_OPTIONAL)
  foreach(package IN LISTS DEMONSTRANDUM_${name}_PACKAGES)
    string(APPEND DEMONSTRANDUM_FIND_OPTIONAL "find_dependency(${package})\n")
  endforeach()
endforeach()
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/DemonstrandumConfig.cmake.in
  ${PROJECT_BINARY_DIR}/DemonstrandumConfig.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/DemonstrandumConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/DemonstrandumConfig.cmake ${PROJECT_BINARY_DIR}/DemonstrandumConfigVersion.cmake
        DESTINATION ${package_dir})
if(DEMONSTRANDUM_WITH_GMP)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/FindGMP.cmake ${CMAKE_CURRENT_LIST_DIR}/FindMPFR.cmake
          ${CMAKE_CURRENT_LIST_DIR}/FindMPFI.cmake DESTINATION ${package_dir})
endif()
foreach(name IN LISTS DEMONSTRANDUM_OPTIONAL)
  foreach(package IN LISTS DEMONSTRANDUM_${name}_PACKAGES)
    string(REGEX MATCH "^[^ ]+" package ${package})
    install(FILES ${CMAKE_CURRENT_LIST_DIR}/Find${package}.cmake DESTINATION ${package_dir} OPTIONAL)  # of what has none
  endforeach()
endforeach()

# For pkg-config. A static library needs all that it uses on its consumer's link line, without --static being
# asked for; so "private" is private only for a shared one. The prefix is found from where the file is.
file(RELATIVE_PATH DEMONSTRANDUM_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" DEMONSTRANDUM_PC_PREFIX "${DEMONSTRANDUM_PC_PREFIX}")
set(DEMONSTRANDUM_PC_REQUIRES "")
set(private_packages fmt)
set(private_libraries "")
if(DEMONSTRANDUM_WITH_GMP)
  set(DEMONSTRANDUM_PC_REQUIRES gmp)
  set(DEMONSTRANDUM_PC_CFLAGS -DQED_WITH_GMP=1)
  string(APPEND private_packages ", mpfr")
  set(private_libraries -lmpfi)
endif()
foreach(name IN LISTS DEMONSTRANDUM_OPTIONAL)
  list(JOIN DEMONSTRANDUM_${name}_LINK " " link)
  string(APPEND private_libraries " ${link}")
endforeach()
get_target_property(library_type demonstrandum TYPE)
if(library_type STREQUAL "SHARED_LIBRARY")
  set(DEMONSTRANDUM_PC_REQUIRES_PRIVATE ${private_packages})
  set(DEMONSTRANDUM_PC_LIBS_PRIVATE ${private_libraries})
else()
  string(JOIN ", " DEMONSTRANDUM_PC_REQUIRES ${DEMONSTRANDUM_PC_REQUIRES} ${private_packages})
  set(DEMONSTRANDUM_PC_LIBS ${private_libraries})
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/demonstrandum.pc.in ${PROJECT_BINARY_DIR}/demonstrandum.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/demonstrandum.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
