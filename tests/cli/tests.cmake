tryall_sources(sources cli)
tryall_test(cli_tests tryall::reports ${sources} support/json_schema.cpp)
target_include_directories(cli_tests PRIVATE cli ${PROJECT_SOURCE_DIR}/cli)
target_link_libraries(cli_tests PRIVATE SQLiteCpp nlohmann_json::nlohmann_json ZLIB::ZLIB)
target_compile_definitions(cli_tests PRIVATE TRYALL_BINARY="$<TARGET_FILE:tryall>"
  TRYALL_RECIPES="${PROJECT_SOURCE_DIR}/sweeps/recipes"
  TRYALL_COMMAND_FOLDER="${PROJECT_SOURCE_DIR}/cli/commands"
  TRYALL_DOCS="${PROJECT_SOURCE_DIR}/docs"
  TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden")
add_dependencies(cli_tests tryall)

string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
add_test(NAME "package: an outside project uses the installed package"
  COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DSOURCE=${CMAKE_CURRENT_SOURCE_DIR}/package
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/package -DCOMPILER=${CMAKE_CXX_COMPILER} "-DFLAGS=${CMAKE_CXX_FLAGS}"
    -P ${CMAKE_CURRENT_SOURCE_DIR}/package/run.cmake)

# What users run alone: it waits for Slurm, and a slower program would make it wait for long.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_test(NAME "cluster: sweeps on a real Slurm end complete and equal"
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cluster/sweep-on-slurm $<TARGET_FILE:tryall>)
  set_tests_properties("cluster: sweeps on a real Slurm end complete and equal" PROPERTIES
    SKIP_RETURN_CODE 77 TIMEOUT 300)
endif()
