#include "Plugin/State/PluginStatus.h"

#include "Plugin/Engine/GridText.h"

namespace dequantizer
{

PluginStatus::PluginStatus(const ParameterReader& reader, const Restorer& restorer, const ModelSelection& selection,
                           const EngineRenewal& engines)
    : parameters(reader), input(restorer), models(selection), renewal(engines)
{
}

Status PluginStatus::current() const
{
    Status status;
    const auto [model, slot] = models.current();
    if (model != nullptr)
    {
        status.modelName = describe(model->model);
        status.modelPath = model->path;
        status.modelCard = modelCard(model->model);
    }
    status.modelSlot = slot;
    status.grid = input.detectedGrid();
    status.isDepthAutomatic = parameters.followsGrid();
    if (!status.isDepthAutomatic && !parameters.quantisesInput())
        status.depthConflict =
            depthConflictText(status.grid, parameters.quantiser().delta(), parameters.quantisationRate());
    auto used = renewal.operatorFor(quantisationInUse(status.grid));
    status.operatorName = std::move(used.name);
    status.operatorRate = used.sampleRate;
    status.operatorReason = std::move(used.reason);
    status.isFallback = used.isFallback;
    status.sampleRate = renewal.sampleRate();
    status.latency = renewal.latency();
    const std::scoped_lock lock(mutex);
    status.error = error;
    return status;
}

std::shared_ptr<const Model> PluginStatus::operatorModel() const
{
    return renewal.modelFor(quantisationInUse(input.detectedGrid()));
}

Quantisation PluginStatus::quantisationInUse(const DetectedGrid& grid) const
{
    const bool isGridUsed = parameters.followsGrid() && grid.state == GridState::found;
    return {.delta = isGridUsed ? grid.delta : parameters.quantiser().delta(),
            .grid = grid.state,
            .rate = parameters.quantisationRate()};
}

void PluginStatus::setError(const std::string& sentence)
{
    {
        const std::scoped_lock lock(mutex);
        error = sentence;
    }
    sendChangeMessage();
}

void PluginStatus::notifyIfGridChanged()
{
    auto now = current();
    const bool hasChanged = now.grid != notified.grid || now.operatorName != notified.operatorName ||
                            now.operatorReason != notified.operatorReason ||
                            now.isDepthAutomatic != notified.isDepthAutomatic ||
                            now.depthConflict != notified.depthConflict;
    notified = std::move(now);
    if (hasChanged)
        sendChangeMessage();
}

} // namespace dequantizer
