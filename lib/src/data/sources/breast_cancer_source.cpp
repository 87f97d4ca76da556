#include "embedded_table.hpp"
#include "sources.hpp"

namespace tryall::embedded {
extern const unsigned char breast_cancer[];
extern const std::size_t breast_cancer_size;
}  // namespace tryall::embedded

namespace tryall::data {
namespace {

Dataset load_breast_cancer(const Choice&, const std::filesystem::path&) {
  return embedded_table("breast_cancer", {embedded::breast_cancer, embedded::breast_cancer_size},
                        {"malignant", "benign"});
}

}  // namespace

SourceEntry breast_cancer_source() {
  return {{.name = "breast_cancer",
           .summary = "569 tumours by 30 measurements of cell nuclei, 212 malignant and 357 benign; built "
                      "into the program",
           .source = "W. Wolberg, O. Mangasarian, N. Street and W. Street (1993), Breast Cancer Wisconsin "
                     "(Diagnostic), UCI Machine Learning Repository, CC BY 4.0; as scikit-learn ships it",
           .advice = "Two classes: logistic regression against an mlp, with correlated features for l2 and "
                     "whitening. A linear model is hard to beat.",
           .parameters = {}},
          load_breast_cancer};
}

}  // namespace tryall::data
