#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/SignalView.h"

#include <ctime>
#include <iomanip>
#include <iostream>

using namespace dequantizer;

namespace
{
constexpr double displayRate = 60.0;
constexpr double soundRate = 48000.0;

// Collects what a component asks to be repainted, in place of the screen.
class RepaintedArea final : public juce::CachedComponentImage
{
public:
    explicit RepaintedArea(juce::RectangleList<int>& collected) : area(collected) {}

    void paint(juce::Graphics&) override {}
    bool invalidateAll() override { return true; }
    bool invalidate(const juce::Rectangle<int>& part) override
    {
        area.add(part);
        return true;
    }
    void releaseResources() override {}

private:
    juce::RectangleList<int>& area;
};

// Of the processor, so that other programs do not count.
double processorSecondsOf(const std::function<void()>& work)
{
    const auto start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}
} // namespace

// Prints figures and checks none:   plugin_tests "[.drawing-cost]"
TEST_CASE("The processor time of the editor at 60 frames a second", "[.drawing-cost]")
{
    PluginFixture plugin;
    plugin.prepare(1, soundRate);
    std::cout << "view         size         update us   paint us   share of a core at 60 Hz\n";
    for (const auto& [width, height] : {std::pair{900, 600}, {1800, 1200}})
        for (std::size_t shown = 0; shown < editorViewCount; ++shown)
        {
            auto look = plugin.processor.appearance().look();
            look.width = static_cast<std::uint16_t>(width);
            look.height = static_cast<std::uint16_t>(height);
            look.view = static_cast<EditorView>(shown);
            plugin.processor.appearance().setLook(look);
            const auto editor = open(plugin);
            std::vector<SignalView*> views;
            collect(*editor, views);
            HostWindow window(*editor);
            juce::RectangleList<int> area;
            editor->setCachedComponentImage(new RepaintedArea(area));
            juce::Image screen(juce::Image::ARGB, width, height, true, juce::SoftwareImageType());
            const auto paint = [&]
            {
                juce::Graphics graphics(screen);
                graphics.reduceClipRegion(area);
                editor->paintEntireComponent(graphics, true);
            };

            const auto signal = quantisedGlide(static_cast<std::size_t>(soundRate / displayRate), 1, soundRate);
            double updating = 0.0, painting = 0.0;
            constexpr int warmUp = 120, frames = 360;
            for (int frame = -warmUp; frame < frames; ++frame)
            {
                std::ignore = plugin.process(signal, 400);
                area.clear();
                const double update = processorSecondsOf([&] { editor->update(1.0 / displayRate); });
                const double picture = processorSecondsOf(paint);
                updating += frame < 0 ? 0.0 : update / frames;
                painting += frame < 0 ? 0.0 : picture / frames;
            }
            editor->setCachedComponentImage(nullptr);
            std::cout << std::left << std::setw(13) << views[shown]->getTitle() << std::setw(5) << width << "x "
                      << std::setw(5) << height << std::right << std::fixed << std::setprecision(0) << std::setw(10)
                      << 1e6 * updating << std::setw(11) << 1e6 * painting << std::setprecision(1) << std::setw(18)
                      << 100.0 * displayRate * (updating + painting) << " %\n";
        }
}
