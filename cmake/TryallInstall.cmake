# `find_package(tryall)` for another CMake project: tryall::train, tryall::sweeps, tryall::reports, tryall::everything.
include(CMakePackageConfigHelpers)

install(TARGETS tryall_train tryall_sweeps tryall_reports tryall_everything EXPORT tryallTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(part lib sweeps reports everything)
  install(DIRECTORY ${part}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endforeach()
install(EXPORT tryallTargets NAMESPACE tryall:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tryall)

configure_package_config_file(cmake/tryallConfig.cmake.in ${PROJECT_BINARY_DIR}/tryallConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tryall)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tryallConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tryallConfig.cmake ${PROJECT_BINARY_DIR}/tryallConfigVersion.cmake
  cmake/FindLibZip.cmake cmake/FindRandom123.cmake cmake/FindxxHash.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tryall)
install(FILES LICENSE lib/src/data/embedded/LICENSE.digits lib/src/data/embedded/LICENSE.tables
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tryall)
install(DIRECTORY sweeps/recipes DESTINATION ${CMAKE_INSTALL_DATADIR}/tryall)
