#pragma once

#include <stdexcept>
#include <string>

namespace tryall {

/// What kind of trouble an Error is. The command line turns it into an exit status.
enum class ErrorCode {
  bad_input,        ///< The caller gave something wrong: a spec, a data file, a name, a store. Exit status 2.
  not_enough_data,  ///< The question is fine, the data do not suffice to answer it. Exit status 3.
  failed,           ///< Something went wrong at run time: disk full, no permission. Exit status 4.
};

/// The one exception of this library. The message says what is wrong, where, and what to do about it.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

/// A setting that does not fit: an Error that knows which setting it is about, so that whoever read the
/// setting from a file can add the place.
class SettingError : public Error {
 public:
  /// `setting` is the parameter's name inside its choice, or empty where the choice or value itself is wrong.
  SettingError(std::string setting, const std::string& message)
      : Error(ErrorCode::bad_input, message), setting_(std::move(setting)) {}

  const std::string& setting() const { return setting_; }

 private:
  std::string setting_;
};

/// A check that is on in every build. `what` names the broken contract; a failure is a bug of the caller.
void require(bool holds, const char* what);

}  // namespace tryall
