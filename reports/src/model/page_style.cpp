#include <stdexcept>
#include <string_view>

#include "page_parts.hpp"

namespace tryall::embedded {
extern const unsigned char report_page[];
extern const std::size_t report_page_size;
}  // namespace tryall::embedded

namespace tryall::reports {
namespace {

/// The figures' paints by class, as light and dark have them, and what sweeps' pages have none of.
constexpr const char* additions = R"(
.drawn svg{display:block;width:100%;max-width:520px;height:auto;min-width:0!important}
.drawn figcaption{font-size:.875rem;font-weight:650;margin:0 0 .25rem}
.drawn .ink{color:var(--ink)}.drawn .soft{color:var(--soft)}.drawn .grid{color:var(--rule)}
.drawn .paper{color:var(--paper)}.drawn .panel{color:var(--raised)}
.drawn .series-1{color:var(--arm-0)}.drawn .series-2{color:var(--arm-1)}.drawn .series-3{color:var(--arm-2)}
.drawn .series-4{color:var(--arm-3)}.drawn .series-5{color:var(--arm-4)}.drawn .series-6{color:var(--arm-5)}
.drawn .series-7{color:var(--arm-6)}.drawn .series-8{color:var(--arm-7)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:1.2rem 1.6rem}
.pair>*,.pair figure+figure{min-width:0;margin-top:0!important}
.lead{padding-bottom:1.6rem}.lead .finding{margin:1rem 0 0}
.scroll{margin:.9rem 0 0}.scroll table{width:auto;min-width:min(100%,26rem)}.scroll .matrix{min-width:0}
.scroll td,.scroll th{overflow-wrap:normal}.later{margin-top:1.6rem}td.number,th.number{padding-left:.9rem}.matrix .none{color:var(--faint)}
.matrix thead th{text-align:center;min-width:0}.matrix tbody th{min-width:0;text-align:right}
.many td{min-width:2.4em!important;padding:.25rem .3rem!important}.many th{padding:.25rem .3rem!important}
@media(max-width:480px){.many td,.many th{min-width:1.8em!important;padding:.2rem .1rem!important}}
@media(max-width:999px){.contents{display:none}}
)";

}  // namespace

std::string page_style() {
  const std::string_view page(reinterpret_cast<const char*>(embedded::report_page),
                              embedded::report_page_size);
  constexpr std::string_view begin = "<style>", end = "</style>";
  const std::size_t from = page.find(begin), to = page.find(end);
  if (from == std::string_view::npos || to == std::string_view::npos)
    throw std::logic_error("the report's page has no style sheet");
  return std::string(page.substr(from + begin.size(), to - from - begin.size())) + additions;
}

}  // namespace tryall::reports
