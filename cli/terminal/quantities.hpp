#pragma once

#include <string>

#include "tryall/sweeps/run/execute.hpp"

namespace tryall::cli {

/// "90", "90s", "10m", "1.5h", "2d", "1h30m": seconds. Throws Error naming the option.
double seconds_from(const std::string& text, const std::string& option);

/// "4G", "512M", "1.5GiB", "100000": bytes, in powers of 1024. Throws Error naming the option.
double bytes_from(const std::string& text, const std::string& option);

/// "10m", "500runs", "2000epochs", and several of these joined by commas. Throws Error.
sweeps::Budget budget_from(const std::string& text,
                           const char* expected = "a time (10m), runs (500runs) or epochs (2000epochs)");

/// "310 MiB", "1.5 GiB".
std::string bytes_text(double bytes);

/// "1 run", "2 runs".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace tryall::cli
