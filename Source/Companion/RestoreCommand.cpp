#include "Companion/Commands.h"
#include "Companion/Restore/RestoreRun.h"
#include "Files/PathOptions.h"

#include <memory>

namespace dequantizer
{

void addRestoreCommand(CLI::App& app)
{
    auto options = std::make_shared<RestoreOptions>();
    auto* const command = app.add_subcommand("restore", "Restore coarsely quantised sound files");
    options->addTo(*command);
    command->callback([options] { runRestore(*options); });
}

} // namespace dequantizer
