# What is built decides what is needed. All that is missing is reported at once, with the Debian package that
# has it, so that a newcomer installs once and not five times.
set(demonstrandum_missing "")

# demonstrandum_require(NAME DEBIAN-PACKAGE [arguments of find_package...])
macro(demonstrandum_require name debian_package)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    list(APPEND demonstrandum_missing ${debian_package})
    message(STATUS "Not found: ${name} (Debian package ${debian_package})")
  endif()
endmacro()

# demonstrandum_do_without(CONSEQUENCE DEBIAN-PACKAGE...): what is optional is not here. Under
# DEMONSTRANDUM_REQUIRE_OPTIONAL it is missing all the same, so that no test is skipped for it.
macro(demonstrandum_do_without consequence)
  if(DEMONSTRANDUM_REQUIRE_OPTIONAL)
    list(APPEND demonstrandum_missing ${ARGN})
  endif()
  message(STATUS "${consequence}; Debian packages: ${ARGN}")
endmacro()

demonstrandum_require(Boost libboost-dev 1.74 CONFIG)
demonstrandum_require(fmt libfmt-dev)
demonstrandum_require(nlohmann_json nlohmann-json3-dev)
if(DEMONSTRANDUM_WITH_GMP)
  demonstrandum_require(GMP libgmp-dev)
  demonstrandum_require(MPFR libmpfr-dev)
  demonstrandum_require(MPFI libmpfi-dev)
endif()

# demonstrandum_optional(NAME CONSEQUENCE PACKAGES "ARGUMENTS OF FIND_PACKAGE"... TARGETS... LINK -lNAME... DEBIAN...)
#
# What the library does more with, where it is there: wanted by DEMONSTRANDUM_WITH_NAME, seen in the code as
# QED_WITH_NAME, and found again by whoever uses the installed library. DEMONSTRANDUM_OPTIONAL lists the names.
set(DEMONSTRANDUM_OPTIONAL "")
macro(demonstrandum_optional name consequence)
  cmake_parse_arguments(DEMONSTRANDUM_${name} "" "" "PACKAGES;TARGETS;LINK;DEBIAN" ${ARGN})
  if(DEMONSTRANDUM_WITH_${name})
    foreach(package IN LISTS DEMONSTRANDUM_${name}_PACKAGES)
      separate_arguments(package)
      find_package(${package} QUIET)
    endforeach()
    set(missing ${DEMONSTRANDUM_${name}_TARGETS})
    foreach(target IN LISTS DEMONSTRANDUM_${name}_TARGETS)
      if(TARGET ${target})
        list(REMOVE_ITEM missing ${target})
      endif()
    endforeach()
    if(missing)
      demonstrandum_do_without("${consequence}" ${DEMONSTRANDUM_${name}_DEBIAN})
    else()
      list(APPEND DEMONSTRANDUM_OPTIONAL ${name})
    endif()
  endif()
endmacro()

if(DEMONSTRANDUM_WITH_GMP)
  demonstrandum_optional(FLINT "No FLINT: the infinite horizon is enclosed, and not solved"
    PACKAGES "FLINT MODULE" TARGETS FLINT::FLINT LINK -lflint DEBIAN libflint-dev)
endif()
demonstrandum_optional(Z3 "No Z3: no linear programmes, so games are learnt, and not solved"
  PACKAGES "Z3 MODULE" TARGETS Z3::Z3 LINK -lz3 DEBIAN libz3-dev)
demonstrandum_optional(NLOPT "No NLopt: fits start from the origin, and take longer"
  PACKAGES "NLopt 2.4 CONFIG" TARGETS NLopt::nlopt LINK -lnlopt DEBIAN libnlopt-dev)
demonstrandum_optional(CSV "No libcsv: recorded decisions are read from texts, and not from tables"
  PACKAGES "CSV MODULE" TARGETS CSV::CSV LINK -lcsv DEBIAN libcsv-dev)
demonstrandum_optional(COUNTING "No CryptoMiniSat or no BuDDy: models are not counted"
  PACKAGES "cryptominisat5 5 CONFIG" "BuDDy MODULE" TARGETS cryptominisat5 BuDDy::BuDDy
  LINK -lcryptominisat5 -lbdd DEBIAN libcryptominisat5-dev libbdd-dev)

# Optional: without these three there is no `qed evidence`.
set(DEMONSTRANDUM_EVIDENCE OFF)
if(DEMONSTRANDUM_WITH_EVIDENCE)
  find_package(SQLite3 3.37 QUIET)  # STRICT tables
  find_package(TBB 2021 CONFIG QUIET)
  find_package(tomlplusplus CONFIG QUIET)
  if(SQLite3_FOUND AND TBB_FOUND AND tomlplusplus_FOUND)
    set(DEMONSTRANDUM_EVIDENCE ON)
  else()
    demonstrandum_do_without("No qed evidence" libsqlite3-dev libtbb-dev libtomlplusplus-dev)
  endif()
endif()
# Optional: without these two a sweep runs on one machine, or in shards. Boost's versions must not be mixed.
if(DEMONSTRANDUM_EVIDENCE AND DEMONSTRANDUM_WITH_MPI)
  find_package(MPI QUIET COMPONENTS CXX)
  if(MPI_CXX_FOUND)
    find_package(boost_mpi ${Boost_VERSION} EXACT CONFIG QUIET)
  endif()
  if(NOT TARGET Boost::mpi)
    demonstrandum_do_without("No qed evidence under mpirun" libopenmpi-dev libboost-mpi-dev)
  endif()
endif()
if(DEMONSTRANDUM_BUILD_PROPERTIES)
  demonstrandum_require(rapidcheck librapidcheck-dev)
endif()
if(DEMONSTRANDUM_BUILD_TOOL)
  demonstrandum_require(CLI11 libcli11-dev)
endif()
if(DEMONSTRANDUM_BUILD_TESTS)
  demonstrandum_require(GTest libgtest-dev)
  demonstrandum_require(Python3 python3 COMPONENTS Interpreter)
  foreach(program gnuplot:gnuplot-nox mpirun:openmpi-bin chromium:chromium)
    string(REPLACE ":" ";" program ${program})
    list(POP_FRONT program name)
    find_program(DEMONSTRANDUM_${name} ${name})
    mark_as_advanced(DEMONSTRANDUM_${name})
    if(NOT DEMONSTRANDUM_${name})
      demonstrandum_do_without("No ${name}: its tests are skipped" ${program})
    endif()
  endforeach()
endif()
if(DEMONSTRANDUM_BUILD_BENCH)
  demonstrandum_require(benchmark libbenchmark-dev)
endif()

if(demonstrandum_missing)
  list(JOIN demonstrandum_missing " " demonstrandum_missing)
  message(FATAL_ERROR "Demonstrandum needs libraries that are not here (named above). On Debian:\n"
                      "  sudo apt-get install ${demonstrandum_missing}\n"
                      "or, for all of them: bash tools/setup.sh")
endif()
