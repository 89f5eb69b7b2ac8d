"""A stand-in for an alert history on FastAPI, SQLModel and psycopg2: written for this comparison, not a product.

It has the usual structure of such services: synchronous routes on the framework's threads, a session for every request, a
commit for every write, the same columns and indexes as alert-history where the request needs them, one SELECT and one count for a list.
    DATABASE_URL=postgresql://... uvicorn fastapi_stand_in:app --workers 2
"""
import os
import time
import uuid
from typing import Any, Optional

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import BigInteger, Column, JSON, func
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine(os.environ["DATABASE_URL"], pool_size=15, max_overflow=15, pool_pre_ping=True)
app = FastAPI()


def now():
    return time.time_ns() // 1000


class AlertSession(SQLModel, table=True):
    __tablename__ = "alert_sessions"
    session_id: str = Field(default_factory=lambda: str(uuid.uuid4()), primary_key=True)
    agent_type: str = Field(index=True)
    alert_type: Optional[str] = Field(index=True)
    status: str = Field(default="pending", index=True)
    author: Optional[str]
    chain_id: str
    started_at_us: int = Field(default_factory=now, sa_column=Column(BigInteger, index=True, nullable=False))
    completed_at_us: Optional[int] = Field(sa_column=Column(BigInteger))
    alert_data: Any = Field(sa_column=Column(JSON))
    final_analysis: Optional[str]


class LLMInteraction(SQLModel, table=True):
    __tablename__ = "llm_interactions"
    interaction_id: str = Field(default_factory=lambda: str(uuid.uuid4()), primary_key=True)
    session_id: str = Field(foreign_key="alert_sessions.session_id", index=True)
    timestamp_us: int = Field(default_factory=now, sa_column=Column(BigInteger, index=True, nullable=False))
    model_name: str
    input_tokens: Optional[int]
    output_tokens: Optional[int]
    conversation: Any = Field(sa_column=Column(JSON))


class CreateInteraction(BaseModel):
    interaction_id: str
    model_name: str
    input_tokens: Optional[int]
    output_tokens: Optional[int]
    conversation: Any


def database():
    with Session(engine) as session:
        yield session


@app.post("/api/v1/history/sessions", status_code=201)
def create(sent: AlertSession, db: Session = Depends(database)):
    db.add(sent)
    db.commit()
    db.refresh(sent)
    return sent


@app.post("/api/v1/history/sessions/{session_id}/llm-interactions", status_code=201)
def append(session_id: str, sent: CreateInteraction, db: Session = Depends(database)):
    db.add(LLMInteraction(session_id=session_id, **sent.dict()))
    db.commit()
    return {"interaction_id": sent.interaction_id}


@app.get("/api/v1/history/sessions")
def listed(status: Optional[str] = None, alert_type: Optional[str] = None, agent_type: Optional[str] = None,
           search: Optional[str] = None, page: int = 1, page_size: int = 20, db: Session = Depends(database)):
    found = select(AlertSession)
    for column, value in ((AlertSession.status, status), (AlertSession.alert_type, alert_type), (AlertSession.agent_type, agent_type)):
        if value is not None:
            found = found.where(column == value)
    if search is not None:
        found = found.where(AlertSession.final_analysis.ilike(f"%{search}%"))
    total = db.exec(select(func.count()).select_from(found.subquery())).one()
    rows = db.exec(found.order_by(AlertSession.started_at_us.desc()).offset((page - 1) * page_size).limit(page_size)).all()
    return {"sessions": rows, "pagination": {"page": page, "page_size": page_size, "total_items": total}}


@app.get("/api/v1/history/sessions/{session_id}")
def detail(session_id: str, db: Session = Depends(database)):
    session = db.get(AlertSession, session_id)
    if session is None:
        raise HTTPException(404)
    interactions = db.exec(select(LLMInteraction).where(LLMInteraction.session_id == session_id)
                           .order_by(LLMInteraction.timestamp_us)).all()
    return {**session.dict(), "interactions": interactions}
