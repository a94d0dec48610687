#include "Companion/Commands.h"
#include "Companion/Reproduce/Figures.h"
#include "Files/PathOptions.h"

#include <memory>

namespace dequantizer
{

void addReproduceCommand(CLI::App& app)
{
    auto options = std::make_shared<ReproduceOptions>();
    auto* const command = app.add_subcommand("reproduce", "Train and test as in the papers, and draw their figures");
    options->addTo(*command);
    command->callback(
        [options]
        {
            const auto processes = joinProcesses();
            if (options->figure == "figure3")
                reproduceFigure3(*options, *processes);
            else if (options->figure == "figure4")
                reproduceFigure4(*options, *processes);
            else if (options->figure == "algorithms")
                // In one process: each training starts from the results of the last.
                inAllProcesses(*processes,
                               [&]
                               {
                                   if (processes->rank() == 0)
                                       compareAlgorithms(*options);
                               });
            else
                reproducePoster(*options, *processes);
        });
}

} // namespace dequantizer
