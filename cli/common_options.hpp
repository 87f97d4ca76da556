#pragma once

#include <string>

#include "context.hpp"
#include "terminal/options.hpp"

namespace tryall::cli {

void add_db_option(CommandLine& command, Context& context);
void add_data_option(CommandLine& command, Context& context);

/// Adds "--format table|csv|json|md" into `format`.
void add_format_option(CommandLine& command, std::string& format);

/// Adds "--isa" into the context.
void add_isa_option(CommandLine& command, Context& context);
/// Takes the instruction set that was asked for, if one was. Throws Error where the processor lacks it.
void use_isa(const Context& context);

/// Adds "--sweep" into `sweep`; `what` begins its help: "Only the runs of this sweep", and `otherwise` ends
/// it: "by default the last one".
Option add_sweep_option(CommandLine& command, std::string& sweep, const std::string& what,
                        const std::string& otherwise);

/// Adds "--sql-timeout", the time that `what` may take.
void add_sql_timeout_option(CommandLine& command, std::string& timeout, const std::string& what);
/// Its seconds; 0 for no limit. Throws Error.
double sql_seconds(const std::string& timeout);

/// Adds "--jobs".
void add_jobs_option(CommandLine& command, int& jobs);
/// One job per core.
int default_jobs();

/// For completion: the names in the store, which the shell asks for when it needs them: "sweeps" or
/// "baselines".
Words stored_names(const std::string& kind);

/// For completion: the axes and settings of this library's own trainings, "optimizer", "optimizer.beta1", ...
Words suggested_axes();
/// "optimizer=", "optimizer.beta1=", ...
Words axis_assignments();
/// The same and "seed=": how the value of --set begins.
Words set_beginnings();

}  // namespace tryall::cli
