#pragma once

#include <string>

#include "tryall/train/library.hpp"

/// The standard library with an optimizer, an init, an activation, a dataset and a metric more.
tryall::Library extended_library(const std::string& revision_of_signum = "1");
