#pragma once

namespace CLI
{
class App;
}

namespace dequantizer
{

// Each function adds one subcommand to `app`. The subcommand runs once the command line has been parsed. If it fails,
// it throws a std::exception with one sentence for the user.
void addRestoreCommand(CLI::App& app);
void addQuantizeCommand(CLI::App& app);
void addEvaluateCommand(CLI::App& app);
void addCompareCommand(CLI::App& app);
void addInspectCommand(CLI::App& app);
void addBenchCommand(CLI::App& app);
void addTrainCommand(CLI::App& app);
void addCheckCommand(CLI::App& app);
void addReproduceCommand(CLI::App& app);

} // namespace dequantizer
