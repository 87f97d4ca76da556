tryall_test(cli_tests tryall::reports
  cli/bad_data_test.cpp
  cli/bad_place_test.cpp
  cli/bad_store_test.cpp
  cli/bad_sweep_test.cpp
  cli/baseline_test.cpp
  cli/bisect_test.cpp
  cli/check_exit_test.cpp
  cli/check_test.cpp
  cli/command_line_test.cpp
  cli/compare_test.cpp
  cli/completion_test.cpp
  cli/disturbed_run_test.cpp
  cli/gc_test.cpp
  cli/history_test.cpp
  cli/limits_test.cpp
  cli/merge_test.cpp
  cli/program.cpp
  cli/quality_suite_test.cpp
  cli/query_output_test.cpp
  cli/query_test.cpp
  cli/recipes_test.cpp
  cli/reference_test.cpp
  cli/report_test.cpp
  cli/run_test.cpp
  cli/shared_sweep_test.cpp
  cli/train_files_test.cpp
  cli/train_test.cpp)
target_link_libraries(cli_tests PRIVATE SQLiteCpp nlohmann_json::nlohmann_json ZLIB::ZLIB)
target_compile_definitions(cli_tests PRIVATE TRYALL_BINARY="$<TARGET_FILE:tryall>"
  TRYALL_RECIPES="${PROJECT_SOURCE_DIR}/sweeps/recipes"
  TRYALL_DOCS="${PROJECT_SOURCE_DIR}/docs"
  TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden")
add_dependencies(cli_tests tryall)

string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
add_test(NAME "package: an outside project uses the installed package"
  COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DSOURCE=${CMAKE_CURRENT_SOURCE_DIR}/package
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/package -DCOMPILER=${CMAKE_CXX_COMPILER} "-DFLAGS=${CMAKE_CXX_FLAGS}"
    -P ${CMAKE_CURRENT_SOURCE_DIR}/package/run.cmake)
