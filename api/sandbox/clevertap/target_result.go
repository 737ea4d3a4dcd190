package clevertap

import (
	"encoding/json"
	"net/http"
)

// targetID reads the body {"id": N}.
func targetID(r *http.Request) (int64, *answer) {
	var body struct {
		ID json.Number `json:"id"`
	}
	if refusal := readBody(r, &body); refusal != nil {
		return 0, refusal
	}
	id, err := body.ID.Int64()
	if err != nil {
		refused := noSuchCampaign()
		return 0, &refused
	}
	return id, nil
}

func noSuchCampaign() answer { return failed(http.StatusBadRequest, 400, "Invalid campaign id") }

// targetResult is POST /1/targets/result.json. The docs promise HTTP 409 for a
// campaign that is not through; live, the two answers below were seen (likely).
// A live campaign of the dashboard never completes.
func (a *Account) targetResult(r *http.Request) answer {
	id, refusal := targetID(r)
	if refusal != nil {
		return *refusal
	}
	a.enter()
	defer a.mu.Unlock()
	if a.campaign(id) != nil {
		return incomplete()
	}
	for _, t := range a.targets {
		if t.ID != id {
			continue
		}
		if t.Status != "completed" {
			return failed(http.StatusInternalServerError, 500, "This target has no result as of yet")
		}
		return tight(http.StatusOK, struct {
			Status string         `json:"status"`
			Result map[string]int `json:"result"`
		}{"success", map[string]int{"sent": t.Sent, "clicked": 0}})
	}
	return noSuchCampaign()
}

// incomplete is the odd one that was seen: a success with an error in it.
func incomplete() answer {
	return tight(http.StatusOK, struct {
		Status string `json:"status"`
		Error  string `json:"error"`
		Code   int    `json:"code"`
	}{"success", "This target hasn't been completed", 200})
}

// stopTarget is POST /1/targets/stop.json. It stops campaigns of the dashboard
// too (certain), which makes it dangerous to call with a number from a report.
func (a *Account) stopTarget(r *http.Request) answer {
	id, refusal := targetID(r)
	if refusal != nil {
		return *refusal
	}
	a.enter()
	defer a.mu.Unlock()
	for _, c := range append(a.targetCampaigns(), a.campaigns...) {
		if c.ID == id {
			c.Status = "stopped"
			return plainSuccess()
		}
	}
	return noSuchCampaign()
}
