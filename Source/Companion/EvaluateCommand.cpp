#include "Companion/Commands.h"
#include "Companion/Evaluate/EvaluateOptions.h"
#include "Companion/Evaluate/EvaluationReport.h"
#include "Companion/Evaluate/EvaluationRun.h"
#include "Files/AtomicFile.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace dequantizer
{

namespace
{
void evaluate(const EvaluateOptions& options)
{
    options.check();
    checkJsonTarget(options.jsonTarget);
    if (!options.csvFile.empty())
        checkTarget(options.csvFile);
    const auto depths = evaluateFiles(evaluationInputs(options), options);

    if (!options.csvFile.empty())
        replaceFile(options.csvFile, evaluationCsv(depths, options.baselines));
    if (options.jsonTarget != standardOutput)
        printEvaluation(std::cout, depths, options);
    writeJson(evaluationJson(depths, options), options.jsonTarget);
}
} // namespace

void addEvaluateCommand(CLI::App& app)
{
    auto options = std::make_shared<EvaluateOptions>();
    auto* const command =
        app.add_subcommand("evaluate", "Quantise and restore clean sound files, and measure the error of both");
    options->addTo(*command);
    command->callback([options] { evaluate(*options); });
}

} // namespace dequantizer
