# Everything comes from the system's packages; the list of them is in scripts/install-packages.
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(TBB REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(LibZip REQUIRED)
find_package(Boost 1.74 REQUIRED)  # its headers, to build sweeps and reports: quantiles, Sobol sequences
find_package(Random123 REQUIRED)
find_package(xxHash REQUIRED)
find_package(Highway REQUIRED)
