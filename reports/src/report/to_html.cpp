#include <stdexcept>

#include "page_bytes.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::embedded {
extern const unsigned char report_page[];
extern const std::size_t report_page_size;
}  // namespace tryall::embedded

namespace tryall::reports {

std::string to_html(const Report& report) {
  constexpr std::string_view place = "{{TRYALL_REPORT_DATA}}";
  const std::string_view page(reinterpret_cast<const char*>(embedded::report_page),
                              embedded::report_page_size);
  const std::size_t at = page.find(place);
  if (at == std::string_view::npos) throw std::logic_error("the page has no place for its data");
  std::string html(page.substr(0, at));
  html += base64(gzipped(to_json(report)));
  html += page.substr(at + place.size());
  return html;
}

}  // namespace tryall::reports
