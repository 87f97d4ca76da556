#pragma once

#include <filesystem>
#include <string>

#include "tryall/sweeps/run/execute.hpp"

/// Carries out a sweep, given as the text of its file, into a store.
tryall::sweeps::Summary run_sweep(tryall::sweeps::Trainer& trainer, const std::string& text,
                                  const std::filesystem::path& store);
