#include "Companion/Commands.h"
#include "Companion/TrainOptions.h"
#include "Companion/TrainingRun.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace dequantizer
{

void addTrainCommand(CLI::App& app)
{
    auto options = std::make_shared<TrainOptions>();
    auto* const command = app.add_subcommand("train", "Learn a model from clean sound files");
    options->addTo(*command);
    command->callback(
        [options]
        {
            options->requireInputs();
            TrainingRun(*options).run();
        });
}

} // namespace dequantizer
