#pragma once

#include <string>

namespace dequantizer
{

/// What the parts of the plugin ask of the adapter to the host. Message thread.
class HostLink
{
public:
    virtual ~HostLink() = default;

    /// Another model was selected: renews the engines and reports their latency.
    virtual void modelSelected() = 0;

    /// The session has changed in a way that no parameter shows, so the host has to save it again.
    virtual void sessionEdited() = 0;

    /// Another program is current.
    virtual void programChanged() = 0;

    /// Shows the user why a request was refused, in one sentence.
    virtual void showError(const std::string& error) = 0;
};

} // namespace dequantizer
