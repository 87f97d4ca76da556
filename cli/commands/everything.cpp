#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "data_choice.hpp"
#include "data_tables.hpp"
#include "model_output.hpp"
#include "terminal/files.hpp"
#include "terminal/live.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"
#include "tryall/everything/page.hpp"
#include "tryall/everything/try_everything.hpp"
#include "tryall/reports/report/report.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/name.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "version.hpp"

namespace tryall::cli {
namespace {

struct EverythingOptions {
  std::string data, target, group, time, budget = "2m";
  std::vector<std::string> settings;
  std::filesystem::path folder;
  double test = 0.2;
  int jobs = default_jobs();
  bool dry_run = false, quiet = false;
};

void set_default(Choice& choice, const std::string& setting, const std::string& value) {
  if (data::sources().find(choice.name).find(setting) && !choice.settings.contains(setting))
    choice.settings[setting] = value;
}

/// The data, with what is usual here: missing numbers are filled, columns without use are left out. Not yet
/// with the settings that were left out.
Choice data_of(const EverythingOptions& options) {
  if (!options.group.empty() && !options.time.empty())
    throw Error(ErrorCode::bad_input, "--group and --time do not go together: give one of them");
  Choice choice = data_choice(options.data, options.settings);
  for (const auto& [setting, value] :
       {std::pair{"target", options.target}, {"group", options.group}, {"time", options.time}}) {
    if (value.empty()) continue;
    if (!data::sources().find(choice.name).find(setting))
      throw Error(ErrorCode::bad_input,
                  fmt::format("--{}: dataset '{}' has no columns to choose from", setting, choice.name));
    if (choice.settings.contains(setting) && choice.settings.at(setting) != Value(value))
      throw Error(ErrorCode::bad_input,
                  fmt::format("--{} {}: --set gives another {}; give it once", setting, value, setting));
    choice.settings[setting] = value;
  }
  set_default(choice, "missing", "mean");
  set_default(choice, "useless", "drop");
  return choice;
}

/// The data as they are looked at, in full or, of very many numbers, as many rows as a search gets through.
struct SeenData {
  Choice choice;
  std::unique_ptr<sweeps::NativeTrainer> trainer;  ///< That keeps what it has loaded.
  std::shared_ptr<const data::Dataset> dataset;
};

SeenData look_at(const EverythingOptions& options, const Context& context) {
  constexpr std::size_t most_numbers = 20'000'000, fewest_rows = 1000;
  const auto loaded = [&](const Choice& choice) {
    SeenData seen{
        with_defaults(data::sources(), choice), std::make_unique<sweeps::NativeTrainer>(context.data), {}};
    everything::Workshop looking{.trainer = *seen.trainer, .store = {}, .jobs = options.jobs, .train = {}};
    seen.dataset = everything::dataset_of(seen.choice, looking);
    return seen;
  };
  Choice choice = data_of(options);
  SeenData seen = loaded(choice);
  const std::size_t features = std::max<std::size_t>(1, seen.dataset->features);
  const std::size_t rows = std::max(fewest_rows, most_numbers / features);
  if (seen.dataset->test_begin <= rows || choice.settings.contains("rows") ||
      !data::sources().find(choice.name).find("rows"))
    return seen;
  seen = {};
  choice.settings["rows"] = static_cast<std::int64_t>(rows);
  return loaded(choice);
}

/// "bought-everything" of "data/bought.csv.gz", beside which nothing is written.
std::filesystem::path folder_for(const std::string& data) {
  std::filesystem::path name = std::filesystem::path(data).filename();
  while (name.has_extension()) name = name.stem();
  return name.string() + "-everything";
}

void show_data(const data::Dataset& dataset) {
  print(table_text(facts_table(dataset, data::examine(dataset), false), reports::Format::table));
  if (dataset.census) print("\n" + table_text(columns_for_people(*dataset.census), reports::Format::table));
  show_notes(dataset.notes);
}

void show_intention(const everything::Intention& intention) {
  const everything::Sizes& sizes = intention.sizes;
  print(fmt::format(
      "\n{} rows are held out until the end; {} are used for training and validation{}\n"
      "at most {} epochs per training, {} seeds per config\n",
      intention.facts.sealed, intention.facts.learning,
      sizes.folds > 0 ? fmt::format(", in {} folds", sizes.folds) : "", sizes.epochs, sizes.seeds));
}

/// Of classes that are whole numbers, and more than a pair of codes.
void note_counts(const data::Dataset& dataset, const Choice& choice) {
  constexpr std::size_t fewest = 6;
  const auto whole = [](const std::string& name) {
    return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
  };
  const auto& names = dataset.class_names;
  if (!data::sources().find(choice.name).find("target") || names.size() < fewest ||
      !std::ranges::all_of(names, whole))
    return;
  const auto task = choice.settings.find("task");
  const auto* word = task == choice.settings.end() ? nullptr : std::get_if<std::string>(&task->second);
  if (word && *word == "classification") return;
  note(
      fmt::format("note: the target's {} whole numbers are read as classes; if they are counts or amounts, "
                  "give --set task=regression\n",
                  names.size()));
}

everything::Question question_of(const EverythingOptions& options, const Choice& dataset) {
  const sweeps::Budget budget = budget_from(options.budget, "a time (5m) or epochs (20000epochs)");
  if (budget.runs || (budget.epochs && budget.seconds))
    throw Error(ErrorCode::bad_input,
                fmt::format("--budget {}: give a time (5m) or epochs (20000epochs)", options.budget));
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(options.folder / ".", error);
  const std::filesystem::path folder = error ? options.folder : whole;
  const std::string name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
  if (const std::string complaint = sweeps::name_complaint(name); !complaint.empty())
    throw Error(ErrorCode::bad_input, fmt::format("--output {}: the folder's name is that of the sweeps: {}",
                                                  options.folder.string(), complaint));
  return {.name = name,
          .dataset = dataset,
          .test_share = options.test,
          .epochs = budget.epochs,
          .seconds = budget.seconds};
}

/// The question that the folder's first sweep belongs to: the data, with what is predicted from them, and the
/// share of the sealed rows. Nothing where it has none.
nlohmann::json earlier_question(const std::filesystem::path& folder, const std::string& name) {
  const std::filesystem::path file = folder / (name + "-linear.json");
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return {};
  try {
    const nlohmann::json base = nlohmann::json::parse(read_text(file)).at("base");
    return {base.at("dataset"), base.at("split").at("test")};
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

/// Throws Error where the folder has files of another question, or of none, that would be replaced. The same
/// question goes on where it was.
void check_folder(const std::filesystem::path& folder, const everything::Question& question) {
  const nlohmann::json earlier = earlier_question(folder, question.name);
  const nlohmann::json now = {sweeps::to_json(question.dataset), question.test_share};
  if (!earlier.is_null() && earlier != nlohmann::json::parse(reports::json_text(now, -1)))
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: holds the answer to another question (of other data, target, settings or test "
                    "rows), which would be replaced; name another folder with --output",
                    folder.string()));
  if (!earlier.is_null()) return;
  for (const char* file : {"model.tryall", "answer.json", "report.html", "search.html", "tryall.db"})
    if (std::error_code ignored; std::filesystem::exists(folder / file, ignored))
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: is there already and would be replaced; name another folder with --output",
                              (folder / file).string()));
}

/// The files of an answer.
class Folder {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error)
      throw Error(ErrorCode::failed, fmt::format("{}: cannot be made: {}", path_.string(), error.message()));
  }
  /// Does not stay where nothing came of it.
  ~Folder() {
    std::error_code not_empty;
    std::filesystem::remove(path_, not_empty);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path store() const { return path_ / "tryall.db"; }

  void keep(const std::string& name, const std::string& text) const { write_file(path_ / name, text); }

  /// The model, the answer and its page, and the page of the search.
  void keep(const everything::Answer& answer) const {
    write_model(path_ / "model.tryall", answer.model, answer.best.config);
    keep("answer.json", everything::to_json(answer));
    keep("report.html", everything::to_html(answer, fmt::format("tryall {}", version)));
    const reports::StoreReader store(this->store());
    keep("search.html",
         reports::to_html(reports::make_report(store, store.counted_sweep(answer.name),
                                               {.generator = fmt::format("tryall {}", version)})));
  }

 private:
  std::filesystem::path path_;
};

everything::Answer answer_to(const everything::Question& question, const EverythingOptions& options,
                             const Folder& folder, sweeps::NativeTrainer& trainer) {
  Live live(options.quiet);
  const auto train = [&](const sweeps::Plan& plan, const sweeps::Budget& budget) {
    sweeps::SqliteStore store(folder.store(), {.note = [&](const std::string& line) { live.say(line); }});
    return sweeps::execute(plan, {.trainer = trainer,
                                  .store = store,
                                  .jobs = options.jobs,
                                  .stop = live.stop(),
                                  .show = live.show(),
                                  .budget = budget});
  };
  everything::Workshop workshop{
      .trainer = trainer,
      .store = folder.store(),
      .jobs = options.jobs,
      .stop = live.stop(),
      .train = train,
      .say =
          [&](const std::string& line) {
            if (!options.quiet) live.say(line + "\n");
          },
      .keep = [&](const std::string& sweep, const std::string& text) { folder.keep(sweep + ".json", text); }};
  everything::Answer answer = everything::try_everything(question, workshop);
  live.finish();
  return answer;
}

int try_everything(const Context& context, EverythingOptions options) {
  if (options.folder.empty()) options.folder = folder_for(options.data);
  const auto begin = std::chrono::steady_clock::now();
  use_isa(context);
  const SeenData seen = look_at(options, context);
  everything::Question question = question_of(options, seen.choice);
  question.begin = begin;  // reading the data is a part of the time
  sweeps::NativeTrainer& trainer = *seen.trainer;
  if (!options.quiet) {
    show_data(*seen.dataset);
    note_counts(*seen.dataset, seen.choice);
  }
  if (options.dry_run) {
    everything::Workshop looking{.trainer = trainer, .store = {}, .jobs = options.jobs, .train = {}};
    show_intention(everything::intention_of(question, looking));
    return fine;
  }
  check_folder(options.folder, question);
  if (std::error_code ignored;
      !options.quiet && std::filesystem::exists(options.folder / "answer.json", ignored))
    note(fmt::format("note: {}: the earlier answer to this question will be replaced\n",
                     options.folder.string()));
  const Folder folder(options.folder);
  const everything::Answer answer = answer_to(question, options, folder, trainer);
  if (!answer.interrupted) folder.keep(answer);
  print("\n" + everything::to_text(answer));
  if (answer.interrupted) {
    note("stopped; the held-out rows were not used. Run the same command to continue\n");
    return interrupted;
  }
  if (!options.quiet)
    note(fmt::format(
        "{}: model.tryall (tryall predict), report.html, search.html, answer.json, tryall.db and the "
        "sweeps' files\n",
        options.folder.string()));
  return fine;
}

void add_everything(CommandLine& command, Context& context) {
  auto options = std::make_shared<EverythingOptions>();
  command.option("dataset", options->data, "A CSV file, or any dataset that tryall data lists")
      .required()
      .suggest([] { return data::sources().names(); });
  command.option("--target", options->target, "The column to predict; by default the last");
  command
      .option("--budget", options->budget,
              "How much to spend: a time (5m), or epochs (20000epochs), which give the same answer every "
              "time, bit for bit")
      .show_default();
  command.option("--group", options->group,
                 "Rows with the same value here are never split between training and evaluation");
  command.option("--time", options->time,
                 "A column of times: train on the earliest rows, evaluate on the latest");
  command.option("--test", options->test, "Share of the rows held out until the end")
      .between(0.05, 0.5)
      .show_default();
  command.option("--set", options->settings, "A setting of the data: --set na_values=-999; repeatable")
      .one_word_per_use();
  command.option("--output,-o", options->folder, "Output folder; by default NAME-everything");
  add_data_option(command, context);
  add_isa_option(command, context);
  add_jobs_option(command, options->jobs);
  command.flag("--dry-run", options->dry_run, "Show how the data are read and what would be tried");
  command.flag("--quiet,-q", options->quiet, "Print only the answer and errors");
  command.action([options, &context] { context.status = try_everything(context, *options); });
}

}  // namespace

Command everything_command() {
  return {.name = "everything",
          .summary = "Train and honestly evaluate a model on a table, trying every family of techniques",
          .example = "tryall everything customers.csv --target bought --budget 5m",
          .add = add_everything};
}

}  // namespace tryall::cli
