# Most of a file's compile time goes into headers and templates that its neighbours need too. The presets that compile
# everything (dev, asan-ubsan) join ten neighbours at a time; what a file keeps to itself must then have a name of its
# own among them. Elsewhere every file is compiled alone.
function(demonstrandum_join target)
  if(DEMONSTRANDUM_JOIN)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
  endif()
endfunction()
