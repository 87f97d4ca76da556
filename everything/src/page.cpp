#include "tryall/everything/page.hpp"

namespace tryall::everything {
std::string to_html(const Answer& answer) { return "<pre>" + to_text(answer) + "</pre>"; }
}  // namespace tryall::everything
