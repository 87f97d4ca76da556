# Writes ${OUTPUT} with the version and commit of the sources; touched only when something in it changes.
execute_process(COMMAND git rev-parse --short=12 HEAD WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE commit
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE no_commit)
set(dirty false)
if(no_commit)
  set(commit "")
else()
  execute_process(COMMAND git status --porcelain --untracked-files=no WORKING_DIRECTORY ${SOURCE}
    OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    set(dirty true)
  endif()
endif()
set(text "#include \"identity/build_info.hpp\"
namespace tryall::sweeps::build_info {
const char* const version = \"${VERSION}\";
const char* const commit = \"${commit}\";
const bool dirty = ${dirty};
const char* const compiler = \"${COMPILER}\";
const char* const build_type = \"${BUILD_TYPE}\";
const char* const flags = \"${FLAGS}\";
}  // namespace tryall::sweeps::build_info
")
set(old "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL text)
  file(WRITE ${OUTPUT} "${text}")
endif()
