#pragma once

namespace CLI
{
class App;
}

namespace dequantizer
{

// Each adds one subcommand to `app`. Its work runs when the command line has been parsed, and throws std::exception
// with one sentence for the user where it fails.
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
