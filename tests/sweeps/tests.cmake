tryall_test(sweeps_tests tryall::sweeps
  sweeps/collect_garbage_test.cpp
  sweeps/condition_test.cpp
  sweeps/config_json_test.cpp
  sweeps/costs_test.cpp
  sweeps/document_test.cpp
  sweeps/examine_test.cpp
  sweeps/execute_progress_test.cpp
  sweeps/execute_stop_test.cpp
  sweeps/execute_test.cpp
  sweeps/fingerprint_test.cpp
  sweeps/guide_test.cpp
  sweeps/identity_test.cpp
  sweeps/json_positions_test.cpp
  sweeps/limits_test.cpp
  sweeps/lock_wait_test.cpp
  sweeps/merge_test.cpp
  sweeps/migration_test.cpp
  sweeps/native_trainer_test.cpp
  sweeps/open_store_test.cpp
  sweeps/override_test.cpp
  sweeps/plan_test.cpp
  sweeps/progress_test.cpp
  sweeps/search_test.cpp
  sweeps/series_test.cpp
  sweeps/sessions_test.cpp
  sweeps/single_run_test.cpp
  sweeps/space_errors_test.cpp
  sweeps/space_property_test.cpp
  sweeps/space_test.cpp
  sweeps/sqlite_store_test.cpp
  sweeps/stages_test.cpp
  sweeps/sweep_errors_test.cpp
  sweeps/sweep_schema_test.cpp
  sweeps/sweep_test.cpp
  sweeps/tasks_test.cpp
  sweeps/views_test.cpp
  sweeps/writer_test.cpp)
find_package(rapidcheck REQUIRED)
target_link_libraries(sweeps_tests PRIVATE SQLiteCpp nlohmann_json::nlohmann_json ZLIB::ZLIB rapidcheck)
target_precompile_headers(sweeps_tests PRIVATE <nlohmann/json.hpp>)
# Tests look behind the public headers at the parts of the grammar.
target_include_directories(sweeps_tests PRIVATE ${PROJECT_SOURCE_DIR}/sweeps/src)
target_compile_definitions(sweeps_tests PRIVATE TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden"
  TRYALL_DOCS="${PROJECT_SOURCE_DIR}/docs")
