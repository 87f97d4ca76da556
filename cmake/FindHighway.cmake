# Its headers alone are used: the program itself picks the instruction set. Debian ships only pkg-config files for it.
# Defines Highway::Highway.
find_path(Highway_INCLUDE_DIR hwy/highway.h)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Highway REQUIRED_VARS Highway_INCLUDE_DIR)
if(Highway_FOUND AND NOT TARGET Highway::Highway)
  add_library(Highway::Highway INTERFACE IMPORTED)
  set_target_properties(Highway::Highway PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Highway_INCLUDE_DIR}")
endif()
mark_as_advanced(Highway_INCLUDE_DIR)
