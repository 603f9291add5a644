# Run at build time (cmake -P): writes OUTPUT from INPUT with the version and the commit, and only when one of
# them changed, so that an unchanged tree rebuilds nothing. The commit is "unknown" where SOURCE_DIR is not
# itself the top of a git checkout (a release archive, perhaps inside someone else's checkout).
set(DEMONSTRANDUM_COMMIT unknown)
find_program(GIT git)
if(GIT)
  execute_process(COMMAND ${GIT} rev-parse --show-toplevel WORKING_DIRECTORY ${SOURCE_DIR}
                  OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(top)
    file(REAL_PATH "${top}" top)
    file(REAL_PATH "${SOURCE_DIR}" source)
    if(top STREQUAL source)
      execute_process(COMMAND ${GIT} --no-optional-locks describe --always --abbrev=12 --exclude=* --dirty=-modified
                      WORKING_DIRECTORY ${SOURCE_DIR} RESULT_VARIABLE status OUTPUT_VARIABLE commit
                      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
      if(status EQUAL 0)
        set(DEMONSTRANDUM_COMMIT ${commit})
      endif()
    endif()
  endif()
endif()
configure_file(${INPUT} ${OUTPUT} @ONLY)
