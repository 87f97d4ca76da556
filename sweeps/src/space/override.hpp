#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tryall/sweeps/space/document.hpp"

namespace tryall::sweeps {

/// Turns the command line's spelling into JSON: "sgd,adam", "log:1e-4:1:9", "linear:0:1:5", "range:0:10:2",
/// "0..4", "[64,32],[128]", or anything that is JSON itself.
nlohmann::json json_from_override(const std::string& text);

/// Gives the axis these values in the whole sweep: what bases, axes and unions say of it goes, and it stands
/// under the outermost axes. Where it is zipped, the values take the place of those in the zip instead, and
/// in other places stay where they are. Complaints about the values name `origin` ("--set optimizer=adm").
void override_axis(Document& document, const std::string& axis, const nlohmann::json& values,
                   const std::string& origin);

}  // namespace tryall::sweeps
