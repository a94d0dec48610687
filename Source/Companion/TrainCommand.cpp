#include "Companion/Commands.h"
#include "Companion/JoinProcesses.h"
#include "Companion/TrainOptions.h"
#include "Companion/TrainingRun.h"
#include "Files/PathOptions.h"

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
            const auto processes = joinProcesses();
            TrainingRun(*options, *processes).run();
        });
}

} // namespace dequantizer
