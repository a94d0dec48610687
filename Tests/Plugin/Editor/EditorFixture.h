#pragma once

#include "Catch.h"
#include "Plugin/Editor/Editor.h"
#include "Plugin/PluginFixture.h"

#include <memory>
#include <stdexcept>
#include <vector>

namespace dequantizer
{

/// Closes an editor as a host does.
struct EditorCloser
{
    void operator()(Editor* editor) const
    {
        editor->processor.editorBeingDeleted(editor);
        delete editor;
    }
};
using OpenEditor = std::unique_ptr<Editor, EditorCloser>;

inline OpenEditor open(PluginFixture& plugin)
{
    return OpenEditor(dynamic_cast<Editor*>(plugin.processor.createEditorIfNeeded()));
}

/// Appends all descendants of a component that have the type Kind.
template <typename Kind>
void collect(juce::Component& parent, std::vector<Kind*>& found)
{
    for (auto* child : parent.getChildren())
    {
        if (auto* const match = dynamic_cast<Kind*>(child))
            found.push_back(match);
        collect(*child, found);
    }
}

/// A window of the host, with an editor in it.
struct HostWindow final : juce::Component
{
    explicit HostWindow(Component& content)
    {
        setFocusContainerType(juce::Component::FocusContainerType::keyboardFocusContainer);
        addAndMakeVisible(content);
    }

    /// The components that Tab reaches, in this order.
    [[nodiscard]] std::vector<juce::Component*> reachedByTab()
    {
        std::vector<juce::Component*> reached;
        juce::KeyboardFocusTraverser traverser;
        for (auto* at = traverser.getDefaultComponent(this); at != nullptr; at = traverser.getNextComponent(at))
            reached.push_back(at);
        return reached;
    }
};

template <typename Kind>
Kind& titled(Editor& editor, const char* title)
{
    std::vector<Kind*> all;
    collect(editor, all);
    for (auto* each : all)
        if (each->getTitle() == title)
            return *each;
    FAIL("no component has the title " << title);
    throw std::logic_error(title); // not reached
}

/// Whether a component of `parent` and everything around it in there are visible.
[[nodiscard]] inline bool isShownIn(const juce::Component& parent, const juce::Component& component)
{
    for (const auto* each = &component; each != nullptr && each != &parent; each = each->getParentComponent())
        if (!each->isVisible())
            return false;
    return true;
}

inline double valueOf(PluginFixture& plugin, const char* id)
{
    return static_cast<double>(plugin.processor.parameters().getRawParameterValue(id)->load());
}

/// Runs the message loop for this long.
inline void dispatchMessages(int milliseconds)
{
    juce::Timer::callAfterDelay(milliseconds, [] { juce::MessageManager::getInstance()->stopDispatchLoop(); });
    juce::MessageManager::getInstance()->runDispatchLoop();
}

} // namespace dequantizer
