#pragma once

#include <string>

#include "tryall/train/model_file.hpp"
#include "tryall/train/prediction.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// What a file of weights says of the data that its model takes, as JSON: task, shape, names of features and
/// classes, a table's columns, how features and targets are scaled and what stands in for missing values. The
/// samples are left out; numbers are exact.
std::string model_data_text(const PreparedData& prepared);

/// Reads that again: a dataset without samples, and its maps. `what` names the text in messages. Throws Error
/// for what is no such text.
PreparedData parse_model_data(const std::string& text, const std::string& what);

/// The trainings that weights went through before, as JSON, and back. Throws Error for what is no such text.
std::string past_text(const std::vector<PastTraining>& before);
std::vector<PastTraining> past_from(const std::string& text);

/// The maps of the members of a model, and back, into as many members as there are.
std::string member_maps_text(const std::vector<ModelMember>& members);
/// Maps that do not fit the dataset are refused.
void parse_member_maps(const std::string& text, const std::string& what, const data::Dataset& dataset,
                       std::vector<ModelMember>& members);

}  // namespace tryall::train
