tryall_sources(sources lib)
list(REMOVE_ITEM sources lib/bits/main.cpp)
tryall_test(lib_tests tryall::train ${sources} support/allocation_count.cpp)
target_link_libraries(lib_tests PRIVATE Eigen3::Eigen ZLIB::ZLIB LibZip::LibZip Boost::headers)
# Tests look behind the public headers at single layers.
target_include_directories(lib_tests PRIVATE ${PROJECT_SOURCE_DIR}/lib/src)
target_compile_definitions(lib_tests PRIVATE TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden"
  TRYALL_ROOT="${PROJECT_SOURCE_DIR}")
# It replaces operator new, which the compiler must not see through in the tests beside it.
set_source_files_properties(support/allocation_count.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
# The example in CONTRIBUTING.md is as it would stand in lib/src/optim.
set_source_files_properties(lib/optim/sign.cpp PROPERTIES
  INCLUDE_DIRECTORIES ${PROJECT_SOURCE_DIR}/lib/src/optim SKIP_UNITY_BUILD_INCLUSION ON)
# GCC 12 takes the destructor of a variant's vector for a mistake there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set_source_files_properties(lib/data/sources/npz_source_test.cpp PROPERTIES
    COMPILE_OPTIONS -Wno-free-nonheap-object SKIP_UNITY_BUILD_INCLUSION ON)
endif()
