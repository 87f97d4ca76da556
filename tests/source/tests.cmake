# Tests of the sources themselves: where files stand, what they include.
tryall_sources(sources source)
tryall_test(source_tests fmt::fmt ${sources})
target_include_directories(source_tests PRIVATE source)
target_compile_definitions(source_tests PRIVATE TRYALL_REPOSITORY="${PROJECT_SOURCE_DIR}")
