// What every entry of every table owes; what an optimizer or a layer owes besides is tested next to it.
#include <set>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/data/scalers/scaler.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/clipping.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/schedule/schedule.hpp"
#include "tryall/train/stopping/early_stopping.hpp"
#include "tryall/train/training_config.hpp"

using tryall::Choice;
using tryall::Family;
using tryall::Parameter;
using tryall::Technique;
using tryall::testing::default_choice;

namespace {

template <class Visit>
void for_each_technique(Visit visit) {
  for (const Family* family : tryall::families())
    for (const Technique* technique : family->techniques) {
      INFO(family->singular << " " << technique->name);
      visit(*family, *technique);
    }
}

template <class Entry>
void check_family_lists(const Family& family, const tryall::Table<Entry>& table) {
  INFO(family.plural);
  REQUIRE(family.techniques.size() == table.size());
  for (std::size_t i = 0; i < table.size(); ++i) CHECK(family.techniques[i] == &table[i].about);
}

}  // namespace

TEST_CASE("families and their techniques have unique names that a spec can spell") {
  std::set<std::string> families;
  for (const Family* family : tryall::families()) {
    CHECK(families.insert(family->singular).second);
    CHECK(families.insert(family->plural).second);
    CHECK_FALSE(family->techniques.empty());
    std::set<std::string> names;
    for (const std::string& name : family->names()) {
      INFO(family->singular << " " << name);
      CHECK(names.insert(name).second);
      CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
      CHECK(family->find(name).name == name);
    }
  }
}

TEST_CASE("every technique says what it computes") {
  for_each_technique([](const Family&, const Technique& technique) {
    CHECK_FALSE(technique.name.empty());
    CHECK_FALSE(technique.summary.empty());
  });
}

TEST_CASE("every technique but none says when it helps") {
  for_each_technique([](const Family&, const Technique& technique) {
    CHECK(technique.advice.empty() == (technique.name == "none"));
  });
  for (const auto& entry : tryall::nn::activation_table()) {
    INFO(entry.about.name);
    CHECK_FALSE(entry.about.summary.empty());
    CHECK_FALSE(entry.about.advice.empty());
  }
}

TEST_CASE("every parameter has a unique name, a meaning and a range that is not empty") {
  for_each_technique([](const Family&, const Technique& technique) {
    std::set<std::string> names;
    for (const Parameter& parameter : technique.parameters) {
      INFO(parameter.name);
      CHECK(names.insert(parameter.name).second);
      CHECK_FALSE(parameter.meaning.empty());
      CHECK(parameter.low < parameter.high);
      CHECK(technique.find(parameter.name) == &parameter);
      if (parameter.type != Parameter::Type::word) CHECK(parameter.words.empty());
      if (parameter.type != Parameter::Type::integer) CHECK(parameter.zero_word.empty());
    }
  });
}

TEST_CASE("every default passes its own check unchanged, so that it is already of its own type") {
  for_each_technique([](const Family&, const Technique& technique) {
    for (const Parameter& parameter : technique.parameters) {
      INFO(parameter.name);
      if (parameter.fallback) CHECK(validated(parameter, *parameter.fallback) == *parameter.fallback);
    }
  });
}

TEST_CASE("every technique can be chosen by its name and completed, and its label is its name") {
  for_each_technique([](const Family& family, const Technique& technique) {
    const Choice choice = default_choice(family, technique);
    CHECK(choice.name == technique.name);
    CHECK(choice.settings.size() == technique.parameters.size());
    CHECK(with_defaults(family, choice) == choice);
    CHECK(label(family, choice).rfind(technique.name, 0) == 0);
  });
}

TEST_CASE("each family lists the entries of its table, and each entry can be made") {
  check_family_lists(tryall::data::sources(), tryall::data::source_table());
  check_family_lists(tryall::data::splits(), tryall::data::split_table());
  check_family_lists(tryall::data::scalers(), tryall::data::scaler_table());
  check_family_lists(tryall::nn::models(), tryall::nn::model_table());
  check_family_lists(tryall::init::initializers(), tryall::init::initializer_table());
  check_family_lists(tryall::optim::optimizers(), tryall::optim::optimizer_table());
  check_family_lists(tryall::regularize::regularizers(), tryall::regularize::regularizer_table());
  check_family_lists(tryall::schedule::schedules(), tryall::schedule::schedule_table());
  check_family_lists(tryall::optim::clippings(), tryall::optim::clipping_table());
  check_family_lists(tryall::train::early_stoppings(), tryall::train::early_stopping_table());
}

TEST_CASE("every test function is a dataset, and says where it starts") {
  for (const auto& entry : tryall::functions::function_table()) {
    INFO(entry.about.name);
    const Technique& source = tryall::data::sources().find(entry.about.name);
    CHECK(source.summary == entry.about.summary);
    CHECK_FALSE(source.source.empty());
    CHECK_FALSE(entry.start.empty());
    CHECK((entry.dimension > 0) == (source.find("dimension") == nullptr));
  }
}
