#include "terminal/error_text.hpp"

#include <fmt/format.h>

#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::cli {
namespace {

std::string remedy_text(const sweeps::StoreError& error) {
  const std::string file = error.file().string();
  switch (error.remedy()) {
    case sweeps::StoreRemedy::another_store:
      return "; choose another file with --db";
    case sweeps::StoreRemedy::make_one:
      return "; `tryall run` creates one, --db names another";
    case sweeps::StoreRemedy::examine:
      return fmt::format("; `tryall doctor --db {}` says more", file);
    case sweeps::StoreRemedy::merge:
      return fmt::format(". To go on: tryall merge {} --db {}, and run the same command again",
                         error.other().string(), file);
  }
  return "";
}

}  // namespace

std::string error_text(const Error& error) {
  const auto* of_store = dynamic_cast<const sweeps::StoreError*>(&error);
  return error.what() + (of_store == nullptr ? "" : remedy_text(*of_store));
}

}  // namespace tryall::cli
