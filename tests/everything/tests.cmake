tryall_sources(sources everything)
tryall_test(everything_tests tryall::everything ${sources})
target_include_directories(everything_tests PRIVATE everything)
target_precompile_headers(everything_tests PRIVATE <nlohmann/json.hpp>)
