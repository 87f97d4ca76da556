tryall_sources(sources sweeps)
tryall_test(sweeps_tests tryall::sweeps ${sources})
find_package(rapidcheck REQUIRED)
target_link_libraries(sweeps_tests PRIVATE SQLiteCpp nlohmann_json::nlohmann_json ZLIB::ZLIB rapidcheck)
target_precompile_headers(sweeps_tests PRIVATE <nlohmann/json.hpp>)
# Tests look behind the public headers at the parts of the grammar.
target_include_directories(sweeps_tests PRIVATE ${PROJECT_SOURCE_DIR}/sweeps/src)
target_compile_definitions(sweeps_tests PRIVATE TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden"
  TRYALL_DOCS="${PROJECT_SOURCE_DIR}/docs")
