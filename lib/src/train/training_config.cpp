#include "tryall/train/training_config.hpp"

#include <algorithm>
#include <stdexcept>

#include "tryall/error.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
namespace {

using Member = std::variant<Choice TrainingConfig::*, double TrainingConfig::*,
                            std::int64_t TrainingConfig::*, bool TrainingConfig::*,
                            std::string TrainingConfig::*, std::vector<std::int64_t> TrainingConfig::*>;

/// What ties an axis to the member that it sets.
struct AxisRow {
  Axis axis;
  Member member;
  const Family& (*family)(const Library& library) = nullptr;  ///< Of choices: their family in any library.
};

/// An axis of choices from a table of the library; its default is the member's.
template <auto TableMember>
AxisRow choice_row(const Library& library, std::string name, Choice TrainingConfig::*member,
                   std::string meaning) {
  const auto family = [](const Library& any) -> const Family& { return (any.*TableMember).family(); };
  return {choice_axis(std::move(name), family(library), (TrainingConfig{}.*member).name, std::move(meaning)),
          member, family};
}

template <class T>
constexpr Parameter::Type type_of = Parameter::Type::number;
template <>
constexpr Parameter::Type type_of<std::int64_t> = Parameter::Type::integer;
template <>
constexpr Parameter::Type type_of<bool> = Parameter::Type::boolean;
template <>
constexpr Parameter::Type type_of<std::string> = Parameter::Type::word;
template <>
constexpr Parameter::Type type_of<std::vector<std::int64_t>> = Parameter::Type::integers;

/// An axis of plain values; its type and default are the member's.
template <class T>
AxisRow value_row(T TrainingConfig::*member, Parameter parameter) {
  parameter.type = type_of<T>;
  parameter.fallback = TrainingConfig{}.*member;
  return {value_axis(parameter), member};
}

std::vector<AxisRow> data_rows(const Library& library) {
  return {
      choice_row<&Library::sources>(library, "dataset", &TrainingConfig::dataset, "the data to learn from"),
      value_row(
          &TrainingConfig::train_size,
          {.name = "train_size",
           .meaning = "how much of the training split is used: up to 1 a share, above 1 a number of "
                      "samples; stratified (whole groups where the data have groups, the latest samples with "
                      "the split chronological), and a smaller subset lies inside a larger one",
           .low = 0,
           .low_open = true}),
      choice_row<&Library::splits>(library, "split", &TrainingConfig::split,
                                   "how samples are divided into training, validation and test"),
      choice_row<&Library::scalers>(library, "scaler", &TrainingConfig::scaler,
                                    "how features are scaled; fitted only on the training split"),
      choice_row<&Library::target_scalers>(
          library, "target_scaler", &TrainingConfig::target_scaler,
          "how the target of a regression is scaled for training; metrics are in its own units"),
      choice_row<&Library::augmentations>(library, "augmentation", &TrainingConfig::augmentation,
                                          "how training images are changed in each epoch"),
      value_row(&TrainingConfig::input_noise,
                {.name = "input_noise",
                 .meaning = "standard deviation of the normal noise that is added to the scaled features in "
                            "training",
                 .low = 0}),
      value_row(
          &TrainingConfig::input_dropout,
          {.name = "input_dropout",
           .meaning =
               "probability with which a scaled feature is 0 in training (Srivastava et al. 2014 keep 0.8 "
               "of the input, so 0.2); the others are divided by what is kept",
           .low = 0,
           .high = 1,
           .high_open = true}),
      value_row(
          &TrainingConfig::mixup,
          {.name = "mixup",
           .meaning = "alpha of mixup (Zhang et al. 2018): training samples and their targets are mixed "
                      "in pairs by a share from Beta(alpha, alpha); 0 for none",
           .low = 0}),
  };
}

std::vector<AxisRow> model_rows(const Library& library) {
  return {
      choice_row<&Library::models>(library, "model", &TrainingConfig::model, "the function that is trained"),
      choice_row<&Library::normalizations>(library, "normalization", &TrainingConfig::normalization,
                                           "what normalizes the units of each hidden layer"),
      choice_row<&Library::dropouts>(
          library, "dropout", &TrainingConfig::dropout,
          "what drops units of hidden layers in training; a number p stands for dropout with rate p"),
      choice_row<&Library::inits>(library, "init", &TrainingConfig::init, "what the weights start from"),
      choice_row<&Library::inits>(library, "bias_init", &TrainingConfig::bias_init,
                                  "what the biases start from"),
      choice_row<&Library::losses>(library, "loss", &TrainingConfig::loss, "what is minimized"),
      value_row(&TrainingConfig::label_smoothing,
                {.name = "label_smoothing",
                 .meaning = "share of a label's weight that is spread evenly over all classes in training",
                 .low = 0,
                 .high = 1,
                 .high_open = true}),
      value_row(
          &TrainingConfig::class_weight,
          {.name = "class_weight",
           .meaning =
               "what a sample's loss counts for in training: none, 1; balanced, n / (k n_c) in a class "
               "with n_c of the n training samples and k classes, so that rare classes count as much as "
               "frequent ones (where samples have weights, n_c is the sum of theirs; train_loss is the "
               "weighted loss; no other metric is weighted)",
           .words = {"none", "balanced"}}),
  };
}

std::vector<AxisRow> optimization_rows(const Library& library) {
  return {
      choice_row<&Library::optimizers>(library, "optimizer", &TrainingConfig::optimizer, "the update rule"),
      value_row(
          &TrainingConfig::learning_rate,
          {.name = "learning_rate", .meaning = "step size of the optimizer", .low = 0, .low_open = true}),
      choice_row<&Library::schedules>(library, "schedule", &TrainingConfig::schedule,
                                      "how the learning rate changes over the training"),
      value_row(
          &TrainingConfig::warmup,
          {.name = "warmup",
           .meaning =
               "epochs (or a fraction) over which the learning rate rises linearly before the schedule "
               "begins: update u of the W = round(warmup x updates per epoch) has u / W of learning_rate",
           .low = 0}),
      choice_row<&Library::clippings>(library, "clipping", &TrainingConfig::clipping,
                                      "how large gradients are cut"),
      choice_row<&Library::regularizers>(library, "regularizer", &TrainingConfig::regularizer,
                                         "what is added to the loss"),
      value_row(&TrainingConfig::weight_decay,
                {.name = "weight_decay",
                 .meaning = "for any optimizer, decoupled from its gradient: w *= 1 - lr weight_decay before "
                            "each update, for weights, not biases; an optimizer's own setting of this name "
                            "acts in addition: in lamb and lars inside the step that the layer's norm scales",
                 .low = 0}),
      value_row(
          &TrainingConfig::max_norm,
          {.name = "max_norm",
           .meaning = "largest Euclidean norm of a unit's incoming weights, enforced after each update; 0 "
                      "for none. The setting max_norm of clipping norm limits the gradient instead",
           .low = 0}),
  };
}

std::vector<AxisRow> training_rows(const Library& library) {
  return {
      value_row(&TrainingConfig::batch_size,
                {.name = "batch_size",
                 .meaning = "samples per update; \"full\" for the whole training split",
                 .low = 1,
                 .zero_word = "full"}),
      value_row(&TrainingConfig::drop_last,
                {.name = "drop_last", .meaning = "whether an epoch's last, incomplete batch is left out"}),
      value_row(&TrainingConfig::shuffle,
                {.name = "shuffle",
                 .meaning = "whether samples are shuffled; otherwise they keep the dataset's order"}),
      value_row(&TrainingConfig::reshuffle,
                {.name = "reshuffle",
                 .meaning = "whether samples are shuffled again each epoch; otherwise one order is kept"}),
      value_row(&TrainingConfig::epochs, {.name = "epochs",
                                          .meaning = "passes over the training split",
                                          .low = 1,
                                          .high = 1e9}),  // those of all runs can be counted
      choice_row<&Library::early_stoppings>(library, "early_stopping", &TrainingConfig::early_stopping,
                                            "what stops a training before its last epoch"),
      value_row(&TrainingConfig::precision, {.name = "precision",
                                             .meaning = "the type that a training computes in",
                                             .words = {"float32", "float64"}}),
      value_row(&TrainingConfig::histograms,
                {.name = "histograms",
                 .meaning = "epochs after which histograms of every layer's activations are stored",
                 .low = 0}),
  };
}

/// A run's seed is many seeds; each can be held, or varied by itself.
std::vector<AxisRow> seed_rows(const Library&) {
  const auto axis = [](std::int64_t TrainingConfig::*member, const char* name, const std::string& what) {
    return value_row(member, {.name = name,
                              .meaning = "seed of " + what + " alone; -1 for the run's own seed",
                              .low = static_cast<double>(own_seed)});
  };
  return {
      axis(&TrainingConfig::split_seed, "split_seed", "the split"),
      axis(&TrainingConfig::init_seed, "init_seed", "the initial weights"),
      axis(&TrainingConfig::order_seed, "order_seed", "the order of samples"),
      axis(&TrainingConfig::dropout_seed, "dropout_seed", "dropout"),
      axis(&TrainingConfig::augmentation_seed, "augmentation_seed", "augmentation, input noise and mixup")};
}

std::vector<AxisRow> make_axis_rows(const Library& library) {
  std::vector<AxisRow> table;
  for (auto part : {data_rows, model_rows, optimization_rows, training_rows, seed_rows})
    for (AxisRow& row : part(library)) table.push_back(std::move(row));
  return table;
}

/// Those of the standard library; names and members are those of any.
const std::vector<AxisRow>& axis_rows() {
  static const std::vector<AxisRow> table = make_axis_rows(*shared_standard_library());
  return table;
}

std::shared_ptr<const AxisTable> axis_table(const std::vector<AxisRow>& rows,
                                            const std::shared_ptr<const Library>& library) {
  std::vector<Axis> axes;
  for (const AxisRow& row : rows) axes.push_back(row.axis);
  return std::make_shared<const AxisTable>(std::move(axes), library);
}

/// What the member says, as a setting.
Setting setting_of(const TrainingConfig& config, const Member& member) {
  return std::visit(
      [&](auto place) -> Setting {
        if constexpr (std::is_same_v<decltype(place), Choice TrainingConfig::*>)
          return config.*place;
        else
          return Value(config.*place);
      },
      member);
}

/// Sets the member to a setting of its type.
void put(TrainingConfig& config, const Member& member, const Setting& setting) {
  std::visit(
      [&](auto place) {
        using T = std::remove_reference_t<decltype(config.*place)>;
        if constexpr (std::is_same_v<T, Choice>)
          config.*place = std::get<Choice>(setting);
        else if constexpr (std::is_same_v<T, std::vector<std::int64_t>>)
          config.*place = integers(std::get<Value>(setting));
        else
          config.*place = std::get<T>(std::get<Value>(setting));
      },
      member);
}

}  // namespace

const Library& library_of(const TrainingConfig& config) {
  return config.library ? *config.library : *shared_standard_library();
}

std::shared_ptr<const AxisTable> training_axes(const std::shared_ptr<const Library>& library) {
  return axis_table(make_axis_rows(*library), library);
}

const std::shared_ptr<const AxisTable>& training_axes() {
  static const auto table = axis_table(axis_rows(), shared_standard_library());
  return table;
}

TrainingConfig training_config(const Config& config, std::shared_ptr<const Library> library) {
  TrainingConfig result;
  for (const AxisRow& row : axis_rows()) put(result, row.member, config.setting(row.axis.name));
  result.library = std::move(library);
  return result;
}

Config config_of(const TrainingConfig& config, const std::shared_ptr<const AxisTable>& axes) {
  Config result(axes);
  for (const AxisRow& row : axis_rows())
    result.put(axes->index(row.axis.name), setting_of(config, row.member));
  return result;
}

TrainingConfig with_defaults(const TrainingConfig& config) {
  TrainingConfig result = config;
  for (const AxisRow& row : make_axis_rows(library_of(config))) {
    const Setting setting = setting_of(config, row.member);
    const bool is_word = !row.axis.parameter.zero_word.empty() && setting == Setting(Value(std::int64_t{0}));
    if (!is_word) put(result, row.member, row.axis.validated(setting));
  }
  return result;
}

void fill_in_defaults(TrainingConfig& config) {
  const Library& library = library_of(config);
  for (const AxisRow& row : axis_rows()) {
    if (!row.family) continue;
    Choice& choice = config.*std::get<Choice TrainingConfig::*>(row.member);
    const Family& family = row.family(library);
    if (!has_all_settings(family.find(choice.name), choice)) choice = with_defaults(family, choice);
  }
}

}  // namespace tryall::train
