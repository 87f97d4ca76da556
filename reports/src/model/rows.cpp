#include "tryall/reports/model/rows.hpp"

namespace tryall::reports {

std::shared_ptr<data::Dataset> rows_of(const data::Dataset& dataset, std::span<const std::uint32_t> samples) {
  return std::make_shared<data::Dataset>(data::subset(dataset, samples));
}

train::ModelAnswers answers_to(const train::Predictor& model, const data::Dataset& dataset,
                               std::span<const std::uint32_t> samples) {
  return model.predict(rows_of(dataset, samples));
}

}  // namespace tryall::reports
