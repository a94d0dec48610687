#include "Companion/Commands.h"
#include "Companion/JoinProcesses.h"
#include "Files/PathOptions.h"
#include "Files/ProgramArguments.h"
#include "Files/StandardStreams.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <utility>

namespace
{
constexpr int failure = 1;
constexpr int usageError = 2;
// For every numeric option, because range checks accept NaN: comparisons with NaN are always false.
void requireFiniteNumbers(CLI::App& app)
{
    const auto whyNot = [](const std::string& text)
    {
        double number = 0.0;
        const bool isNumber = CLI::detail::lexical_cast(text, number);
        return isNumber && !std::isfinite(number) ? text + " is not a finite number" : std::string();
    };
    for (auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        for (auto* option : command->get_options())
            if (option->get_type_name().starts_with("FLOAT"))
                option->check(CLI::Validator(whyNot, ""));
}
} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Restores audio that was stored with few bits per sample.", "dequantizer");
    app.set_version_flag("--version", "dequantizer " DEQUANTIZER_VERSION);
    app.require_subcommand(1);
    app.allow_windows_style_options(false); // /folder/file is a path
    dequantizer::addRestoreCommand(app);
    dequantizer::addQuantizeCommand(app);
    dequantizer::addEvaluateCommand(app);
    dequantizer::addCompareCommand(app);
    dequantizer::addInspectCommand(app);
    dequantizer::addBenchCommand(app);
    dequantizer::addTrainCommand(app);
    dequantizer::addCheckCommand(app);
    dequantizer::addReproduceCommand(app);

    requireFiniteNumbers(app);

    dequantizer::prepareStandardStreams();
    try
    {
        auto arguments = dequantizer::programArguments(argc, argv);
        std::reverse(arguments.begin(), arguments.end()); // the order that CLI11 expects
        app.parse(std::move(arguments));
    }
    catch (const CLI::ParseError& error)
    {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // --help and --version
        std::cerr << "dequantizer: " << error.what() << " (--help lists the options)\n";
        return usageError;
    }
    catch (const dequantizer::AlreadyReported&)
    {
        return failure;
    }
    catch (const std::bad_alloc&)
    {
        std::cerr << "dequantizer: there is not enough memory\n";
        return failure;
    }
    catch (const std::exception& error)
    {
        std::cerr << "dequantizer: " << error.what() << '\n';
        return failure;
    }
    if (!std::cout.flush())
    {
        std::cerr << "dequantizer: standard output cannot be written\n";
        return failure;
    }
    return 0;
}
