#pragma once

#include "Plugin/Standalone/MainPanel.h"

namespace dequantizer
{

/// The program's window: as large as its panel, whose editor says which sizes it may have.
class MainWindow final : public juce::DocumentWindow
{
public:
    /// For `settings` see MainPanel; the window's place is kept there, too.
    MainWindow(const juce::String& title, juce::PropertySet& settings);
    ~MainWindow() override;

    void open(const juce::File& file) { panel->open(file); }

    [[nodiscard]] bool isExporting() const noexcept { return panel->isExporting(); }

    void closeButtonPressed() override;
    bool keyPressed(const juce::KeyPress& key) override;
    void lookAndFeelChanged() override;

private:
    /// What the editor allows, with all that is around it.
    class Limits final : public juce::ComponentBoundsConstrainer
    {
    public:
        explicit Limits(MainWindow& limited) : window(limited) {}

        void checkBounds(juce::Rectangle<int>& bounds, const juce::Rectangle<int>& before,
                         const juce::Rectangle<int>& screen, bool isStretchingTop, bool isStretchingLeft,
                         bool isStretchingBottom, bool isStretchingRight) override;

    private:
        MainWindow& window;
    };

    [[nodiscard]] juce::BorderSize<int> aroundEditor();

    juce::PropertySet& settings;
    MainPanel* panel; // the window owns it, as its content
    Limits limits{*this};
};

} // namespace dequantizer
