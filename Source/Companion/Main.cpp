#include "Companion/Commands.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace
{
constexpr int failure = 1;
constexpr int usageError = 2;
} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Restores sound that was stored with few bits per sample.", "dequantizer");
    app.set_version_flag("--version", "dequantizer " DEQUANTIZER_VERSION);
    app.require_subcommand(1);
    dequantizer::addRestoreCommand(app);
    dequantizer::addQuantizeCommand(app);
    dequantizer::addEvaluateCommand(app);
    dequantizer::addCompareCommand(app);
    dequantizer::addInspectCommand(app);
    dequantizer::addBenchCommand(app);
    dequantizer::addTrainCommand(app);
    dequantizer::addCheckCommand(app);
    dequantizer::addReproduceCommand(app);

    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // --help and --version
        std::cerr << "dequantizer: " << error.what() << " (--help lists the options)\n";
        return usageError;
    }
    catch (const std::exception& error)
    {
        std::cerr << "dequantizer: " << error.what() << '\n';
        return failure;
    }
    return 0;
}
