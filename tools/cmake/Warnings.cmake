# Warnings are for those who work on the project: on for its own targets when it is the top level, errors in
# the dev preset. PRIVATE options, so nothing reaches a consumer.
function(demonstrandum_warnings target)
  if(NOT PROJECT_IS_TOP_LEVEL)
    return()
  endif()
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall -Wextra -Wpedantic -Wshadow>
    # Not for signs, which Clang counts in.
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wconversion -Wno-sign-conversion>
    # GCC 12 sees an overlap in "text" + std::string that is not there (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${DEMONSTRANDUM_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()
