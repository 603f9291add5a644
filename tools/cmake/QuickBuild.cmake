# What the presets that compile everything (dev, asan-ubsan, fuzz) do to be done sooner.

# Boost.Multiprecision, RapidCheck and GoogleTest cost two seconds in every file that includes them, and most do.
# Precompiled they cost 250 MB a target. Elsewhere every file compiles from its own includes, so that none is forgotten.
function(demonstrandum_precompile target)
  if(DEMONSTRANDUM_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# Most of a file's compile time goes into headers and templates that its neighbours need too. Joined, ten neighbours
# share that; what a file keeps to itself must then have a name of its own among them. Elsewhere every file is alone.
function(demonstrandum_join target)
  if(DEMONSTRANDUM_JOIN)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
  endif()
endfunction()

# For targets that take longer to compile than to run. After this nothing optimises them.
function(demonstrandum_plain target)
  if(DEMONSTRANDUM_PLAIN)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()
