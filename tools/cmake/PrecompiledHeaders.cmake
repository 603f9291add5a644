# Boost.Multiprecision, RapidCheck and GoogleTest cost two seconds in every file that includes them, and most do.
# The presets that compile everything twice over (dev, asan-ubsan) precompile them, at 250 MB a target; elsewhere
# every file compiles from its own includes, so that none is forgotten.
function(demonstrandum_precompile target)
  if(DEMONSTRANDUM_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
