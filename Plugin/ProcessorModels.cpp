#include "Model/ModelError.h"
#include "Plugin/Processor.h"

#include <algorithm>
#include <exception>

namespace dequantizer
{

class Processor::ModelChange final : public juce::UndoableAction
{
public:
    struct Choice
    {
        SharedModel model;
        int slot;
    };

    ModelChange(Processor& processorToChange, Choice choiceBefore, Choice choiceAfter)
        : processor(processorToChange), before(std::move(choiceBefore)), after(std::move(choiceAfter))
    {
    }

    bool perform() override { return take(after); }
    bool undo() override { return take(before); }

    // In KiB, since it keeps the models.
    int getSizeInUnits() override { return 1 + sizeOf(before) + sizeOf(after); }

private:
    static int sizeOf(const Choice& choice)
    {
        return choice.model != nullptr ? static_cast<int>(choice.model->packed.bytes.size() / 1024) : 0;
    }

    bool take(const Choice& choice)
    {
        processor.use(choice.model, choice.slot);
        processor.renewEngine();
        processor.setValue(*processor.parameters.getParameter(parameter::model), static_cast<float>(choice.slot),
                           ChangedBy::user);
        // The state holds the model itself, of which no parameter tells.
        processor.updateHostDisplay(ChangeDetails().withNonParameterStateChanged(true));
        return true;
    }

    Processor& processor;
    const Choice before, after;
};

void Processor::loadModel(const std::string& path)
{
    try
    {
        auto model = loadModelFile(path);
        int slot = ownModelSlot;
        {
            const std::scoped_lock lock(preparationMutex);
            library.rescan();
            slot = library.slotOf(path);
        }
        choose(model, slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
    }
}

void Processor::chooseModel(int slot)
{
    try
    {
        choose(modelAt(slot), slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
    }
}

SharedModel Processor::modelAt(int slot) const
{
    const std::scoped_lock lock(preparationMutex);
    return slot == ownModelSlot ? ownModel : library.load(slot);
}

void Processor::choose(const SharedModel& model, int slot)
{
    const EditHistory::Step step(history);
    ModelChange::Choice before;
    {
        const std::scoped_lock lock(preparationMutex);
        before = {preparation.model(), slotFollowed};
    }
    history.perform(std::make_unique<ModelChange>(*this, before, ModelChange::Choice{model, slot}));

    auto& iterations = *parameters.getParameter(parameter::iterations);
    setValue(iterations,
             model != nullptr ? static_cast<float>(std::min(model->model.iterations, mostIterations + 1))
                              : iterations.convertFrom0to1(iterations.getDefaultValue()),
             ChangedBy::user);
}

void Processor::showError(const std::string& error)
{
    {
        const std::scoped_lock lock(preparationMutex);
        loadError = error;
    }
    sendChangeMessage();
}

std::vector<ModelChoice> Processor::modelChoices()
{
    const std::scoped_lock lock(preparationMutex);
    library.rescan();
    auto choices = library.choices();
    if (ownModel != nullptr)
    {
        const auto afterShipped =
            std::find_if(choices.begin(), choices.end(), [](const auto& choice) { return choice.slot > ownModelSlot; });
        choices.insert(afterShipped, {ownModelSlot, ownModel->model.name});
    }
    return choices;
}

void Processor::stepModel(int direction)
{
    const auto choices = modelChoices();
    const int slot = reader.modelSlot();
    const auto count = static_cast<int>(choices.size());
    const auto at =
        std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.slot == slot; });
    // A slot that has become empty counts as the automatic choice, which is the first.
    int index = at != choices.end() ? static_cast<int>(at - choices.begin()) : 0;
    std::string whyPassedOver;
    for (int tried = 0; tried < count; ++tried)
    {
        index = (index + direction + count) % count;
        const int next = choices[static_cast<std::size_t>(index)].slot;
        try
        {
            choose(modelAt(next), next);
            break;
        }
        catch (const ModelError& error)
        {
            whyPassedOver = error.what();
        }
    }
    if (!whyPassedOver.empty())
        showError(whyPassedOver);
}

void Processor::followModelParameter()
{
    SharedModel model;
    int slot = automaticModelSlot;
    try
    {
        const std::scoped_lock lock(preparationMutex);
        slot = reader.modelSlot();
        if (statesOnTheirWay > 0 || slot == slotFollowed)
            return;
        slotFollowed = slot; // whatever comes of it, once is enough
        model = slot == ownModelSlot ? ownModel : library.load(slot);
    }
    catch (const ModelError& error)
    {
        showError(error.what());
        return;
    }
    use(std::move(model), slot);
}

void Processor::use(SharedModel model, int slot)
{
    {
        const std::scoped_lock lock(preparationMutex);
        if (slot == ownModelSlot)
            ownModel = model;
        slotFollowed = slot;
        preparation.use(std::move(model));
        loadError.clear();
    }
    sendChangeMessage();
}

bool Processor::offerEngine()
{
    const std::scoped_lock lock(preparationMutex);
    preparation.use(reader.overlap());
    if (!preparation.isPrepared() || !preparation.areEnginesOutdated())
        return false;
    auto prepared = preparation.makeEngines();
    latencyOfEngines = prepared->latency();
    restorer.offer(std::move(prepared));
    return true;
}

void Processor::renewEngine()
{
    tendHistory();
    offerEngine();
    announceEngine();
}

void Processor::announceEngine()
{
    reportLatency();
    sendChangeMessage();
}

void Processor::followWhileRendering() noexcept
{
    try
    {
        followModelParameter();
        // Only the message thread may tell the host of another latency.
        if (offerEngine())
            triggerAsyncUpdate();
    }
    catch (const std::exception&)
    {
        // There is no memory for another engine: the one before goes on.
    }
}

} // namespace dequantizer
