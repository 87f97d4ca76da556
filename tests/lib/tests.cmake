tryall_test(lib_tests tryall::train
  lib/random_test.cpp)
# Tests look behind the public headers at single layers.
target_include_directories(lib_tests PRIVATE ${PROJECT_SOURCE_DIR}/lib/src)
