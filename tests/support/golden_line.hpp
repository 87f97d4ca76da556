#pragma once

#include <cctype>
#include <istream>
#include <map>
#include <string>
#include <vector>

#include "tryall/experiment/technique.hpp"

namespace tryall::testing {

/// A line "name setting=value ... : number ..." of a file of golden values.
struct GoldenLine {
  std::string name;
  std::map<std::string, std::string> settings;
  std::vector<double> numbers;

  /// Takes out a setting that is the test's and none of the technique's; the fallback where there is none.
  std::string take(const std::string& setting, const std::string& fallback = "0") {
    const auto node = settings.extract(setting);
    return node ? node.mapped() : fallback;
  }

  /// The technique with the settings that are left.
  Choice choice() const {
    Choice result{name, {}};
    for (const auto& [setting, text] : settings) {
      if (text == "true" || text == "false")
        result.settings[setting] = text == "true";
      else if (std::isalpha(static_cast<unsigned char>(text[0])) != 0)
        result.settings[setting] = text;
      else
        result.settings[setting] = std::stod(text);
    }
    return result;
  }
};

inline GoldenLine read_golden_line(std::istream& words) {
  GoldenLine line;
  words >> line.name;
  for (std::string word; words >> word && word != ":";) {
    const std::size_t equals = word.find('=');
    line.settings[word.substr(0, equals)] = word.substr(equals + 1);
  }
  for (double number = 0; words >> number;) line.numbers.push_back(number);
  return line;
}

}  // namespace tryall::testing
