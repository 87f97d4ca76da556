tryall_sources(sources reports)
tryall_test(reports_tests tryall::reports ${sources} support/json_schema.cpp)
target_link_libraries(reports_tests PRIVATE SQLiteCpp ZLIB::ZLIB)
target_compile_definitions(reports_tests PRIVATE TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden"
  TRYALL_DOCS="${PROJECT_SOURCE_DIR}/docs")
target_precompile_headers(reports_tests PRIVATE <nlohmann/json.hpp>)
