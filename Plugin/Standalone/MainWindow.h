#pragma once

#include "Plugin/Standalone/MainPanel.h"

namespace dequantizer
{

/// The program's window. Its size follows the panel's, within the editor's limits.
class MainWindow final : public juce::DocumentWindow
{
public:
    /// `settings` also stores the window's position, see MainPanel.
    MainWindow(const juce::String& title, juce::PropertySet& settings);
    ~MainWindow() override;

    void open(const juce::File& file) { panel->open(file); }

    [[nodiscard]] bool isExporting() const noexcept { return panel->isExporting(); }

    void closeButtonPressed() override;
    bool keyPressed(const juce::KeyPress& key) override;
    void lookAndFeelChanged() override;

private:
    /// The editor's limits plus everything around the editor.
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
    MainPanel* panel; // owned by the window as its content
    Limits limits{*this};
};

} // namespace dequantizer
